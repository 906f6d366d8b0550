:foreach t in={"ether1";"wlan2";"sfp-sfpplus1";"10.0.0.1";"fe80::1"} do={
  :local kind "other"
  :if ($t ~ "^ether[0-9]+\$") do={ :set kind "port" }
  :if ($t ~ "^(wlan|wifi)") do={ :set kind "radio" }
  :if ($t ~ "^([0-9]{1,3}\\.){3}[0-9]{1,3}\$") do={ :set kind "address" }
  :put "$t: $kind"
}
