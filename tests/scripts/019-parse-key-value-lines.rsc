:local text "name=lan\r\nranges=10.0.0.1-10.0.0.9\r\ncomment=from file"
:local conf ({})
:local rest $text
:do {
  :local eol [:find $rest "\r\n"]
  :local line
  :if ([:typeof $eol] = "nil") do={ :set line $rest; :set rest "" } else={
    :set line [:pick $rest 0 $eol]; :set rest [:pick $rest ($eol + 2) [:len $rest]]
  }
  :local eq [:find $line "="]
  :set ($conf->[:pick $line 0 $eq]) [:pick $line ($eq + 1) [:len $line]]
} while=([:len $rest] > 0)
/ip pool add name=($conf->"name") ranges=($conf->"ranges") comment=($conf->"comment")
:put [/ip pool get lan ranges]
:put [/ip pool get lan comment]
