/ip pool
# Add a new IP Pool named 'soho_lan_pool'
add name=soho_lan_pool ranges=192.168.88.10-192.168.88.254
# Explanation:
# - /ip pool:  Navigates to the IP Pool configuration menu.
# - add:       Command to add a new IP Pool.
# - name=soho_lan_pool:  Sets the name of the IP Pool for easy identification.
# - ranges=192.168.88.10-192.168.88.254: Defines the IP address range.
#                                       This pool will provide addresses from 192.168.88.10 to 192.168.88.254 inclusive.

# View the configured IP Pools
print
# Explanation:
# - print: Displays the list of configured IP Pools with their properties.

# Remove an IP Pool (use with caution!)
# remove soho_lan_pool
# Explanation:
# - remove soho_lan_pool: Deletes the IP Pool named 'soho_lan_pool'.
#                          Replace 'soho_lan_pool' with the name or number of the pool you want to remove.

# Modify an existing IP Pool - Example: Change the range
set soho_lan_pool ranges=192.168.88.20-192.168.88.200
# Explanation:
# - set soho_lan_pool:  Selects the IP Pool named 'soho_lan_pool' for modification.
# - ranges=192.168.88.20-192.168.88.200: Updates the IP address range of the 'soho_lan_pool'.

# Add multiple ranges to a single IP Pool
set soho_lan_pool ranges=192.168.88.20-192.168.88.200,192.168.88.220-192.168.88.240
# Explanation:
# - You can specify comma-separated ranges to include multiple non-contiguous address blocks in a single pool.

# Check IP Pool usage (shows allocated addresses)
print detail
# Explanation:
# - print detail:  Displays detailed information about each IP Pool, including allocated addresses and their leases (if associated with DHCP).
