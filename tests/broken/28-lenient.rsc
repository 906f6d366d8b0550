:local now [:system clock get time format=HH-mm]
/file create directory=backups
/file create file=notes.txt
/file print file="/disk1/backups" do={ :put $file }
/system backup save name=/disk1/today
