import{I as e,P as t,Pt as n,at as r,b as i,c as a,f as o,h as s,pt as c}from"./texts-qaZUZ61N.js";import{l}from"./runtime-dom.esm-bundler-Bk1mCvEq.js";import{t as u}from"./texts-sTj8EiBo.js";var d=[{name:`TypeScript`,code:`import { createHmac, timingSafeEqual } from "node:crypto";

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
`}],f={class:`secret-shown`},p={class:`notice`},m={class:`field`},h={class:`label`},g={class:`secret-line`},_=[`value`],v={class:`soft small`},y=[`aria-label`],b=[`aria-pressed`,`onClick`],x=[`aria-label`],S=i({__name:`SecretShown`,props:{secret:{}},setup(i){let S=r(null),C=r(0),w=r(null);async function T(e,t){navigator.clipboard?await navigator.clipboard.writeText(t):w.value?.select(),S.value=e}return(r,E)=>(t(),s(`div`,f,[o(`p`,p,n(c(u).secret.once),1),o(`label`,m,[o(`span`,h,n(c(u).secret.label),1),o(`span`,g,[o(`input`,{ref_key:`place`,ref:w,class:`input mono`,readonly:``,value:i.secret,onFocus:E[0]||=e=>w.value?.select()},null,40,_),o(`button`,{class:`button`,type:`button`,onClick:E[1]||=l(e=>T(`secret`,i.secret),[`prevent`])},n(S.value===`secret`?c(u).secret.copied:c(u).secret.copy),1)])]),o(`h3`,null,n(c(u).secret.verify),1),o(`p`,v,n(c(u).secret.verifyWords),1),o(`div`,{class:`snippet-names`,role:`group`,"aria-label":c(u).secret.verify},[(t(!0),s(a,null,e(c(d),(e,r)=>(t(),s(`button`,{key:e.name,class:`button`,type:`button`,"aria-pressed":C.value===r,onClick:e=>C.value=r},n(e.name),9,b))),128)),o(`button`,{class:`button plain`,type:`button`,onClick:E[2]||=e=>T(`snippet`,c(d)[C.value]?.code??``)},n(S.value===`snippet`?c(u).secret.copied:c(u).secret.copy),1)],8,y),o(`pre`,{class:`code`,tabindex:`0`,role:`region`,"aria-label":c(d)[C.value]?.name,lang:`en`},n(c(d)[C.value]?.code),9,x)]))}});export{S as t};