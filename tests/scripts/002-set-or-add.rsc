:local poolName "lan-pool"
:local wanted "10.1.0.10-10.1.0.99"
:for round from=1 to=2 do={
  :local id [/ip pool find name=$poolName]
  :if ([:len $id] = 0) do={
    /ip pool add name=$poolName ranges=$wanted
    :put "round $round: added"
  } else={
    :if ([:tostr [/ip pool get $id ranges]] != $wanted) do={
      /ip pool set $id ranges=$wanted
      :put "round $round: changed"
    } else={ :put "round $round: nothing to do" }
  }
}
