import type { MetadataJson } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/min/metadata";

/** What a browser can afford to know of numbers (19 kB gzipped): which one it is, and not of what kind. */
export const smallMetadata: MetadataJson = metadata;
