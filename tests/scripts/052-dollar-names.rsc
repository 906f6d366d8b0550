:local "my-var" 5
:local other 6
:put "$"my-var"-$other"
:put ($"my-var" * $other)
:global "lease-hostname" "pc1"
:put $"lease-hostname"
:set "lease-hostname"
