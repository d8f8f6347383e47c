/** How a receiver verifies what it is sent, in the languages most of them are written in. The same as in docs/integrating.md. */
export interface Snippet {
  readonly name: string
  readonly code: string
}

const PYTHON = `import base64, hashlib, hmac, re, time


def verify(headers: dict[str, str], body: bytes, secret: str) -> bool:
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    message_id, timestamp, signatures = (headers.get(name) or "" for name in names)
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode(errors="replace") + body
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256))
    given = (part.partition(",") for part in signatures.split())
    return any(v == "v1" and hmac.compare_digest(mac.encode(errors="replace"), expected) for v, _, mac in given)
`

const TYPESCRIPT = `import { createHmac, timingSafeEqual } from "node:crypto";

export function verify(headers: Record<string, string | undefined>, body: Buffer, secret: string): boolean {
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((name) => headers[\`webhook-\${name}\`] ?? "");
  if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return signatures.split(" ").some((part: string) => {
    const [version, mac] = part.split(",");
    const given = Buffer.from(mac ?? "", "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`

const CURL = `# WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE: the headers; body.json: the bytes as they arrived
KEY=$(printf '%s' "\${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \\n')
EXPECTED=v1,$( { printf '%s.%s.' "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP"; cat body.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
case " $WEBHOOK_SIGNATURE " in *" $EXPECTED "*) echo genuine ;; *) echo forged ;; esac

# Play the sender of a delivery to your own receiver:
curl -i "$URL" -H 'Content-Type: application/json' -H "webhook-id: $WEBHOOK_ID" \\
  -H "webhook-timestamp: $WEBHOOK_TIMESTAMP" -H "webhook-signature: $EXPECTED" --data-binary @body.json
`

export const SNIPPETS: readonly Snippet[] = [
  { name: 'TypeScript', code: TYPESCRIPT },
  { name: 'Python', code: PYTHON },
  { name: 'curl', code: CURL },
]
