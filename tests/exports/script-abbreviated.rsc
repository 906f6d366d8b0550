local n 0
:foreach i in=[:toarr "a,b,c"] do {
  set n ($n + 1)
  if ($n = 2) do={ put [:pic $i 0 1] }
}
:if ($n > 2) do \
{
  log info "three"
}
else={ log info "never" }
:global done true; :global done2
