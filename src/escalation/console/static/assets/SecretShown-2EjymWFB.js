import{Cn as e,Kt as t,Qt as n,Vn as r,Wt as i,Yn as a,Yt as o,er as s,gn as c,nn as l,vn as u}from"./common-BMjHKyim.js";import{t as d}from"./texts-BeueYg6z.js";var f=[{name:`TypeScript`,code:`import { createHmac, timingSafeEqual } from "node:crypto";

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
`},{name:`Python`,code:`import base64, hashlib, hmac, re, time


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
`},{name:`curl`,code:`# WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE: the headers; body.json: the bytes as they arrived
KEY=$(printf '%s' "\${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \\n')
EXPECTED=v1,$( { printf '%s.%s.' "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP"; cat body.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
case " $WEBHOOK_SIGNATURE " in *" $EXPECTED "*) echo genuine ;; *) echo forged ;; esac

# Play the sender of a delivery to your own receiver:
curl -i "$URL" -H 'Content-Type: application/json' -H "webhook-id: $WEBHOOK_ID" \\
  -H "webhook-timestamp: $WEBHOOK_TIMESTAMP" -H "webhook-signature: $EXPECTED" --data-binary @body.json
`}],p={class:`secret-shown`},m={class:`notice`},h={class:`field`},g=[`for`],_={class:`secret-line`},v=[`id`,`value`],y={class:`soft small`},b=[`aria-label`],x=[`aria-pressed`,`onClick`],S=[`aria-label`],C=l({__name:`SecretShown`,props:{secret:{}},setup(l){let C=e(),w=r(null),T=r(0),E=r(null);async function D(e,t){navigator.clipboard?await navigator.clipboard.writeText(t):E.value?.select(),w.value=e}return(e,r)=>(c(),n(`div`,p,[o(`p`,m,s(a(d).secret.once),1),o(`div`,h,[o(`label`,{class:`label`,for:a(C)},s(a(d).secret.label),9,g),o(`span`,_,[o(`input`,{id:a(C),ref_key:`place`,ref:E,class:`input mono`,readonly:``,value:l.secret,onFocus:r[0]||=e=>E.value?.select()},null,40,v),o(`button`,{class:`button`,type:`button`,onClick:r[1]||=i(e=>D(`secret`,l.secret),[`prevent`])},s(w.value===`secret`?a(d).secret.copied:a(d).secret.copy),1)])]),o(`h2`,null,s(a(d).secret.verify),1),o(`p`,y,s(a(d).secret.verifyWords),1),o(`div`,{class:`snippet-names`,role:`group`,"aria-label":a(d).secret.verify},[(c(!0),n(t,null,u(a(f),(e,t)=>(c(),n(`button`,{key:e.name,class:`button`,type:`button`,"aria-pressed":T.value===t,onClick:e=>T.value=t},s(e.name),9,x))),128)),o(`button`,{class:`button plain`,type:`button`,onClick:r[2]||=e=>D(`snippet`,a(f)[T.value]?.code??``)},s(w.value===`snippet`?a(d).secret.copied:a(d).secret.copy),1)],8,b),o(`pre`,{class:`code`,tabindex:`0`,role:`region`,"aria-label":a(f)[T.value]?.name,lang:`en`},s(a(f)[T.value]?.code),9,S)]))}});export{C as t};