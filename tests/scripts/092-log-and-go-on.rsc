:local log do={ /log info "pool script: $1"; :return true }
:if ([$log "begin"]) do={ :put "logged" }
:log warning ("free " . 5)
/log error message="an error"
:log debug "end"
