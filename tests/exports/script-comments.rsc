# a comment that ends in a backslash \
# and goes on with its own hash \
:local a 1; # behind a semicolon
:if ($a = 1) do={ # behind a brace
  :put "# no comment"; # but this is
  # only a comment
}
:put "a#b" # behind a command
/ip pool add name=c1 ranges=10.0.0.1-10.0.0.9 comment="#1 # 2"
# /ip pool add name=never \
#   ranges=10.0.0.1
{ # scope
:put done
}
