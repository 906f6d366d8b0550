# bounds may come as text
:local from "2"; :local to [:pick "x4y" 1]
:for i from=$from to=$to do={ :put ($i * $i) }
