:local flags 0x2C
:for bit from=0 to=7 do={ :if (($flags & (1 << $bit)) != 0) do={ :put "bit $bit" } }
:put ($flags ^ 0xFF)
:put (~0)
:put ((0xFF << 8) | 0x0F)
