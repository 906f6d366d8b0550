# first line \
:local a 1; # behind a semicolon
:if ($a = 1) do={ # behind a bracket
  # alone
  :put "a # in a string" # behind a command
  # add name=commented-out ranges=\
  #     10.15.0.1
}
:local list {1; # one
  2; 3 # three
}
:put $list
/ip pool
# add name=no ranges=10.15.0.1
add name=yes ranges=10.15.0.2
# a remark within the menu
:put [get yes ranges]
