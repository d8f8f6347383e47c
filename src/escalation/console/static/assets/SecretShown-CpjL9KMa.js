import{$n as e,Bn as t,Gt as n,Jn as r,Jt as i,Sn as a,Ut as o,Zt as s,_n as c,hn as l,tn as u}from"./common-Cb-eA44X.js";import{t as d}from"./texts-Cm9lakNB.js";var f=[{name:`TypeScript`,code:`import { createHmac, timingSafeEqual } from "node:crypto";

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
`}],p={class:`secret-shown`},m={class:`notice`},h={class:`field`},g=[`for`],_={class:`secret-line`},v=[`id`,`value`],y={class:`soft small`},b=[`aria-label`],x=[`aria-pressed`,`onClick`],S=[`aria-label`],C=u({__name:`SecretShown`,props:{secret:{}},setup(u){let C=a(),w=t(null),T=t(0),E=t(null);async function D(e,t){navigator.clipboard?await navigator.clipboard.writeText(t):E.value?.select(),w.value=e}return(t,a)=>(l(),s(`div`,p,[i(`p`,m,e(r(d).secret.once),1),i(`div`,h,[i(`label`,{class:`label`,for:r(C)},e(r(d).secret.label),9,g),i(`span`,_,[i(`input`,{id:r(C),ref_key:`place`,ref:E,class:`input mono`,readonly:``,value:u.secret,onFocus:a[0]||=e=>E.value?.select()},null,40,v),i(`button`,{class:`button`,type:`button`,onClick:a[1]||=o(e=>D(`secret`,u.secret),[`prevent`])},e(w.value===`secret`?r(d).secret.copied:r(d).secret.copy),1)])]),i(`h2`,null,e(r(d).secret.verify),1),i(`p`,y,e(r(d).secret.verifyWords),1),i(`div`,{class:`snippet-names`,role:`group`,"aria-label":r(d).secret.verify},[(l(!0),s(n,null,c(r(f),(t,n)=>(l(),s(`button`,{key:t.name,class:`button`,type:`button`,"aria-pressed":T.value===n,onClick:e=>T.value=n},e(t.name),9,x))),128)),i(`button`,{class:`button plain`,type:`button`,onClick:a[2]||=e=>D(`snippet`,r(f)[T.value]?.code??``)},e(w.value===`snippet`?r(d).secret.copied:r(d).secret.copy),1)],8,b),i(`pre`,{class:`code`,tabindex:`0`,role:`region`,"aria-label":r(f)[T.value]?.name,lang:`en`},e(r(f)[T.value]?.code),9,S)]))}});export{C as t};