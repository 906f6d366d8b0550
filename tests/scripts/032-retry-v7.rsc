:global attempts 0
:retry command={
  :global attempts
  :set attempts ($attempts + 1)
  :if ($attempts < 3) do={ :error "attempt $attempts" }
  :put "worked at attempt $attempts"
} delay=10ms max=5 on-error={ :put "gave up" }
:set attempts
