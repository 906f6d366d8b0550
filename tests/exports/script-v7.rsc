:onerror e in={
  :local answer [/tool/fetch url="https://api.example/v1?x=$[:convert to=url "a b&c"]" output=user as-value]
  :local json [:deserialize from=json ($answer->"data")]
  :put ($json->"items"->0->"name")
} do={
  :log error "failed: $e"
}
:retry command={ /ip/dns/cache/flush } delay=2 max=3 on-error={ :put "no" }
:local id [:rndstr length=8 from=abcdef0123456789]
:put [:serialize to=json value={"pool"="lan"; "used"=[/ip/pool/used/print count-only where pool=lan]}]
/ip/pool/print where name~"lan" and used>10
:put [:tonsec 1s500ms]; :put [:tolf "a\r\nb"]
:put [/ip/pool/get [find name=lan] ranges]
/ip/dhcp-server { lease { :foreach l in=[find where dynamic] do={ make-static $l } } }
