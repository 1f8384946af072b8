import type { MetadataJson } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/max/metadata";

/** Everything that libphonenumber knows of numbers, with their types: the functions' alone. */
export const fullMetadata: MetadataJson = metadata;
