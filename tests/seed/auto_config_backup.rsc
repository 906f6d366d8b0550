# Script Name: auto_config_backup
# Description: Automates RouterOS configuration backup.

:local backup_filename ("backup_" . [:system clock get date format=yyyy-MM-dd] . "_" . [:system clock get time format=HH-mm-ss] . ".backup")
:local backup_path "/disk1/backups/" # Adjust backup path as needed

# Create backup directory if it doesn't exist (Optional - adjust if needed)
/file print file="$backup_path" do={
    :if ([:len $file] = 0) do={
        /file create directory="$backup_path"
        :log info "Backup directory created: $backup_path"
    }
}

/system backup save name=($backup_path . $backup_filename) dont-encrypt=yes
:log info "Configuration backup saved to: $backup_path$backup_filename"

# Optional: Email notification (configure email settings first - /tool email)
# /tool email send to="your_email@example.com" subject="RouterOS Backup Successful" body="Router configuration backup successful. File: $backup_path$backup_filename"

# Schedule this script to run daily or weekly using /system scheduler
# Example: Run daily at 3:00 AM
/system scheduler
add name="daily_config_backup" start-time=03:00:00 interval=1d on-event=auto_config_backup policy=write,policy,read,test,password,sensitive,romon
