:local tries ({"a=1"; "b"; "c=3"})
:foreach t in=$tries do={
  :onerror why in={
    :local eq [:find $t "="]
    :if ([:typeof $eq] = "nil") do={ :error "no value in '$t'" }
    :put ([:pick $t 0 $eq] . " is " . [:pick $t ($eq + 1) 99])
  } do={ :put "skipped: $why" }
}
:if ([:onerror e in={ /ip/pool/add name=x ranges=nonsense } do={ :put $e }]) do={ :put "it failed" }
