// A certificate for Twilio's names, signed by itself and made anew at each start: nobody trusts it but a browser that is
// told to ignore certificates, or one that was given it by hand.

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import {
  bits,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  utcTime,
  utf8,
} from "./der.ts";

export interface Certificate {
  /** PEM. */
  key: string;
  cert: string;
}

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const SUBJECT_ALT_NAME = "2.5.29.17";
const DNS_NAME = 2;
const DAY_MS = 86_400_000;

/** A certificate for these DNS names (a leading `*.` is allowed), valid from yesterday for a year (RFC 5280). */
export function selfSigned(names: readonly string[], nowMs: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const name = sequence(set(sequence(oid(COMMON_NAME), utf8("Twilio simulator"))));
  const altNames = sequence(...names.map((one) => implicit(DNS_NAME, Buffer.from(one))));
  const version3 = explicit(0, integer(Buffer.from([2])));
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = sequence(
    version3,
    serial,
    algorithm,
    name,
    sequence(utcTime(nowMs - DAY_MS), utcTime(nowMs + 365 * DAY_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(sequence(oid(SUBJECT_ALT_NAME), octets(altNames)))),
  );
  const signature = sign("sha256", body, privateKey);
  const der = sequence(body, algorithm, bits(signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines(der)}\n-----END CERTIFICATE-----\n`,
  };
}

const lines = (der: Buffer) => der.toString("base64").match(/.{1,64}/g)?.join("\n") ?? "";
