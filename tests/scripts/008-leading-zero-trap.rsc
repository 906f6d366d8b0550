# "08" and "09" are numbers here, not octal
:foreach h in={"07";"08";"09";"10"} do={ :put ([:tonum $h] + 1) }
