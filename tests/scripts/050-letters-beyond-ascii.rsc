/ip pool add name=Büro ranges=10.20.0.1 comment="Größe: 5 µm — «да» 日本"
:put [/ip pool get Büro comment]
:put "\D0\B4\D0\B0"
:put [:len "да"]
:put [/ip pool get [find comment~"«"] name]
