:do { /ip pool add name=a ranges=10.8.0.1 } on-error={}
:do { /ip pool add name=a ranges=10.8.0.2 } on-error={ :put "a is there already" }
:do { /ip pool remove nobody } on-error={ :put "nobody is not there" }
:do { /ip dhcp-server add name=x interface=no-such } on-error={ :put "no such interface" }
:do { :put [/ip pool get a ranges] } on-error={ :put "never" }
