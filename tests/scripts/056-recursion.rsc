:global fib do={
  :global fib
  :if ($1 < 2) do={ :return $1 }
  :return ([$fib ($1 - 1)] + [$fib ($1 - 2)])
}
:local out ""
:for i from=0 to=10 do={ :set out "$out $[$fib $i]" }
:put $out
:global hanoi do={
  :global hanoi
  :if ($1 = 0) do={ :return 0 }
  :return ([$hanoi ($1 - 1)] * 2 + 1)
}
:put [$hanoi 10]
