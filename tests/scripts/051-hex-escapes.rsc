:put "caf\C3\A9"
:put "\0Aline two"
:local crlf "\0D\0A"
:put [:len $crlf]
:put [:find "a\0Ab" "\n"]
