"""Addresses and URLs by which others have been tricked, and what is to be thought of them."""

from typing import Final

PUBLIC: Final = (
    "1.1.1.1",
    "8.8.8.8",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "114.114.114.114",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.255.255",
    "192.169.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "2400:3200::1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
)
PRIVATE: Final = (
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "::ffff:10.0.0.1",
    "::ffff:c0a8:1",  # 192.168.0.1
    "64:ff9b::a00:1",  # 10.0.0.1
    "64:ff9b::192.168.1.1",
    "fc00::1",
    "fd00::1",
    "fdff:ffff::1",
)
FORBIDDEN: Final = (
    "0.0.0.0",  # noqa: S104 - to be refused
    "0.1.2.3",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "169.254.0.1",
    "169.254.0.23",  # metadata of Tencent Cloud
    "169.254.169.254",  # metadata of most clouds
    "169.254.170.2",  # credentials of containers
    "100.100.100.200",  # metadata of Alibaba Cloud
    "168.63.129.16",  # metadata of Azure
    "192.0.0.1",
    "192.0.0.192",  # metadata of Oracle Cloud
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",  # compatible with IPv4, long given up
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:0.0.0.0",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "::ffff:0:7f00:1",  # translated without state (RFC 6145)
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",  # translated locally (RFC 8215)
    "100::1",  # discarded
    "2001::1",  # Teredo
    "2001:0:7f00:1::",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:a9fe:a9fe::1",  # 6to4 of 169.254.169.254
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "4000::1",
    "5f00::1",  # segment routing
    "fd00:ec2::254",  # metadata of Amazon's cloud
    "fe80::1",
    "fe80::1%eth0",
    "fe80::5efe:7f00:1",  # ISATAP
    "2606:4700:4700::1111%1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
)

MALFORMED_URLS: Final = (
    # No URL, or hardly.
    "",
    " ",
    "https",
    "https:",
    "https:/receiver.example",
    "https://",
    "https:///hook",
    "https://?x",
    "//receiver.example/hook",
    "receiver.example/hook",
    "javascript:alert(1)",
    "data:text/plain,x",
    # Other protocols.
    "ftp://receiver.example/",
    "file:///etc/passwd",
    "gopher://receiver.example:70/_x",
    "ws://receiver.example/",
    "unix:///var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/x",
    # Characters that divide lines, or readers.
    "https://receiver.example/\r\nHost: other",
    "https://receiver.example/\x00",
    "https://receiver.example\x00.evil.example/",
    "https://receiver.example/a b",
    "https://receiver .example/",
    " https://receiver.example/",
    "https://receiver.example/\t",
    "https://receiver.example\\@127.0.0.1/",
    "https://receiver.example/\\evil",
    "https://receiver.example/\u202egnp",
    "https://receiver.example/\ud800",
    # Who am I talking to?
    "https://good@127.0.0.1/",
    "https://good:secret@receiver.example/",
    "https://receiver.example@127.0.0.1/",
    "https://receiver.example:443@127.0.0.1/",
    "https://@receiver.example/",
    "https://receiver.example/#@127.0.0.1",
    "https://receiver.example#",
    "https://receiver.example#@evil.example/",
    # Ports of other protocols, and what is none.
    "https://receiver.example:0/",
    "https://receiver.example:22/",
    "https://receiver.example:25/",
    "https://receiver.example:53/",
    "https://receiver.example:80/",
    "https://receiver.example:3306/",
    "https://receiver.example:5432/",
    "https://receiver.example:6379/",
    "https://receiver.example:11211/",
    "https://receiver.example:65536/",
    "https://receiver.example:99999999999/",
    "https://receiver.example:-1/",
    "https://receiver.example:+443/",
    "https://receiver.example:４４３/",
    "https://receiver.example:abc/",
    "https://receiver.example:/",
    "https://receiver.example:443:443/",
    # IPv4 in spellings of which only some libraries know that they are.
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://127.0.0.01/",
    "https://127.1/",
    "https://127.0.1/",
    "https://1.1.1.1.1/",
    "https://127.0.0.256/",
    "https://999.1.1.1/",
    "https://0/",
    "https://127.0.0.1.0x/",
    "https://receiver.1/",
    "https://１２７.1/",
    # IPv6.
    "https://[::1/",
    "https://::1/",
    "https://[::1]extra/",
    "https://[]/",
    "https://[::ffff:999.1.1.1]/",
    "https://[fe80::1%eth0]/",
    "https://[fe80::1%25eth0]/",
    "https://[2606:4700:4700::1111%1]/",
    "https://[v1.x]/",
    "https://[127.0.0.1]/",
    # Names that are none.
    "https://./",
    "https://../",
    "https://.receiver.example/",
    "https://receiver..example/",
    "https://receiver.example../",
    "https://-receiver.example/",
    "https://receiver-.example/",
    "https://rec%65iver.example/",
    "https://%31%32%37.0.0.1/",
    "https://receiver,example/",
    "https://receiver.example;evil.example/",
    "https://receiver!.example/",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 130}example/",
    f"https://{'例' * 300}.example/",
    "https://\u2488\u2488/",  # full stops within digits
    "https://exa\u00admple\u200d.example\ufffd/",
    # Too much.
    "https://receiver.example/" + "a" * 10_000,
    f"https://{'a' * 10_000}/",
)

# Well formed, and at home at none of ours: (URL, what it leads to).
INWARD_URLS: Final = (
    ("https://127.0.0.1/", "127.0.0.1"),
    ("https://127.0.0.1./", "127.0.0.1"),
    ("https://0.0.0.0:8443/", "0.0.0.0"),  # noqa: S104 - to be refused
    ("https://10.0.0.1/hook", "10.0.0.1"),
    ("https://169.254.169.254/latest/meta-data/", "169.254.169.254"),
    ("https://100.100.100.200/latest/meta-data/", "100.100.100.200"),
    ("https://[::1]/", "::1"),
    ("https://[::1]:8443/", "::1"),
    ("https://[::]/", "::"),
    ("https://[0:0:0:0:0:0:0:1]/", "::1"),
    ("https://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1"),
    ("https://[::FFFF:7F00:1]/", "::ffff:7f00:1"),
    ("https://[64:ff9b::7f00:1]/", "64:ff9b::7f00:1"),
    ("https://[2002:7f00:1::]/", "2002:7f00:1::"),
    ("https://[fd00:ec2::254]/latest/meta-data/", "fd00:ec2::254"),
    ("https://[fe80::1]/", "fe80::1"),
    ("https://①②⑦.⓪.⓪.①/", "127.0.0.1"),
    ("https://１２７.０.０.１/", "127.0.0.1"),
    ("https://127。0。0。1/", "127.0.0.1"),
    ("https://127．0．0．1/", "127.0.0.1"),
)

# Names by which one comes home: (URL, the name as it is looked up).
NAMED_URLS: Final = (
    ("https://localhost/", "localhost"),
    ("https://LOCALHOST./", "localhost"),
    ("https://ｌｏｃａｌｈｏｓｔ/", "localhost"),
    ("https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "localhost"),
    ("https://foo.localhost/", "foo.localhost"),
    ("https://metadata.google.internal/", "metadata.google.internal"),
    ("https://127.0.0.1.nip.io/", "127.0.0.1.nip.io"),
    ("https://xn--n28h.example/", "xn--n28h.example"),
    ("https://а\u0440\u0440le.example/", "xn--le-6kc8da.example"),  # Cyrillic: shown as what it is
    ("https://政务.例子.cn/", "xn--zfr164b.xn--fsqu00a.cn"),
)
