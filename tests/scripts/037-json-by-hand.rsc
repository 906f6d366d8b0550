# v6 habit: no :serialize there
:global quote do={ :return ("\"" . $1 . "\"") }
:local json "{"
:local first true
:foreach k,v in={"model"="CHR"; "pools"=2; "version"="6.49"} do={
  :global quote
  :if (!$first) do={ :set json ($json . ",") }
  :set first false
  :if ([:typeof $v] = "num") do={ :set json ($json . [$quote $k] . ":" . $v) } else={ :set json ($json . [$quote $k] . ":" . [$quote $v]) }
}
:set json ($json . "}")
:put $json
:put ([:deserialize from=json value=$json]->"version")
