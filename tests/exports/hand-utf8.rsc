# Конфигурация офиса — bureau — 事務所 — 🏠
/ip pool
add name=büro ranges=10.7.0.10-10.7.0.90 comment="Büro im 2. Stock – Südseite"
add name="офис" ranges=10.7.1.10-10.7.1.90 comment="Пул для офиса"
add name=plain ranges=10.7.2.10-10.7.2.90 comment="emoji 😀 and \"quotes\" → arrows"
/ip dhcp-server network
add address=10.7.0.0/24 gateway=10.7.0.1 comment="L'accès du café"
add address=10.7.1.0/24 gateway=10.7.1.1 comment=naïve
/system identity set name="Zürich №1"
/system note set note="Grüße\naus dem Netz" show-at-login=yes
