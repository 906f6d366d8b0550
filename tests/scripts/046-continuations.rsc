:local long "this is \
             one line"
:put $long
/ip pool add \
  name=c \
  ranges=10.16.0.1-\
10.16.0.9,\
    10.16.0.20 \
  comment=\
    "late"
:put [/ip pool get c ranges]
:put [/ip pool get c comment]
:if ([/ip pool get c comment] = "late" \
  && true) \
do={ :put "joined" }
