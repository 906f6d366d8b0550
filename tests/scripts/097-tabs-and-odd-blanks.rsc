	:local	a	1
	:if   (  $a   =  1  )   do={	:put	"tabs"	}
:put ( 1+2 )
:put (1+2*3)
:put ("a"."b" . "c")
:local l {1 ; 2;3 }
:put [ :len $l ]
:put [   /ip pool   find   ]
