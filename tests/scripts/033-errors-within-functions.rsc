:global must do={ :if ($1 = "") do={ :error "value is empty" }; :return $1 }
:global caller do={
  :global must
  :local out ""
  :do { :set out [$must ""] } on-error={ :set out "default" }
  :return $out
}
:put [$caller]
:put [$must "given"]
:do { $must "" } on-error={ :put "caught outside" }
