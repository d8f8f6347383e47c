import{En as e,Qn as t,Qt as n,Wn as r,Yt as i,an as a,qt as o,rr as s,tn as c,xn as l,yn as u}from"./common-D1DnyfZF.js";import{t as d}from"./texts-RHZ5N9HK.js";var f=[{name:`TypeScript`,code:`import { createHmac, timingSafeEqual } from "node:crypto";

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
`}],p={class:`secret-shown`},m={class:`notice`},h={class:`field`},g=[`for`],_={class:`secret-line`},v=[`id`,`value`],y={class:`soft small`},b=[`aria-label`],x=[`aria-pressed`,`onClick`],S=[`aria-label`],C=a({__name:`SecretShown`,props:{secret:{}},setup(a){let C=e(),w=r(null),T=r(0),E=r(null);async function D(e,t){navigator.clipboard?await navigator.clipboard.writeText(t):E.value?.select(),w.value=e}return(e,r)=>(u(),c(`div`,p,[n(`p`,m,s(t(d).secret.once),1),n(`div`,h,[n(`label`,{class:`label`,for:t(C)},s(t(d).secret.label),9,g),n(`span`,_,[n(`input`,{id:t(C),ref_key:`place`,ref:E,class:`input mono`,readonly:``,value:a.secret,onFocus:r[0]||=e=>E.value?.select()},null,40,v),n(`button`,{class:`button`,type:`button`,onClick:r[1]||=o(e=>D(`secret`,a.secret),[`prevent`])},s(w.value===`secret`?t(d).secret.copied:t(d).secret.copy),1)])]),n(`h2`,null,s(t(d).secret.verify),1),n(`p`,y,s(t(d).secret.verifyWords),1),n(`div`,{class:`snippet-names`,role:`group`,"aria-label":t(d).secret.verify},[(u(!0),c(i,null,l(t(f),(e,t)=>(u(),c(`button`,{key:e.name,class:`button`,type:`button`,"aria-pressed":T.value===t,onClick:e=>T.value=t},s(e.name),9,x))),128)),n(`button`,{class:`button plain`,type:`button`,onClick:r[2]||=e=>D(`snippet`,t(f)[T.value]?.code??``)},s(w.value===`snippet`?t(d).secret.copied:t(d).secret.copy),1)],8,b),n(`pre`,{class:`code`,tabindex:`0`,role:`region`,"aria-label":t(f)[T.value]?.name,lang:`en`},s(t(f)[T.value]?.code),9,S)]))}});export{C as t};