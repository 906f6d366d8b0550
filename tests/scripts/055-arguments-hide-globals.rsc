:global mode "global"
:global show do={ :global mode; :return $mode }
:put [$show]
:put [$show mode="argument"]
:put $mode
:set mode; :set show
