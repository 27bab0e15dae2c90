# fish completion for influxcertd(8)

set -l verbs run apply plan renew rollback disable status history verify clients csr import ca trust config

complete -c influxcertd -f
complete -c influxcertd -l config -r -F -d 'The configuration file'
complete -c influxcertd -l root -x -a '(__fish_complete_directories)' -d 'Prepare the files of another root directory'
complete -c influxcertd -s h -l help -d 'Show the commands and options'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -l version -d 'Show the version'

complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a run -d 'Run as the daemon'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a apply -d 'Bring the host to the desired state now'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a plan -d 'Show what apply would do'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a renew -d 'Issue and install a new key and certificate now'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a rollback -d 'Go back to an earlier certificate and key'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a disable -d 'Turn HTTPS off again'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a history -d 'List the certificates that are kept'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a status -d 'Show the certificate and what is wrong'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a verify -d 'Connect as a client and check what is served'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a clients -d 'Print the settings of clients'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a csr -d 'Print the signing request to carry to a CA'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a import -d 'Take in the certificate that a CA has signed'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a ca -d 'Show, export or rotate the root of the private CA'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a trust -d 'Have this host trust the CA, or no longer'
complete -c influxcertd -n "not __fish_seen_subcommand_from $verbs" -a config -d 'Check or show the configuration'

complete -c influxcertd -n '__fish_seen_subcommand_from apply renew rollback disable import rotate' -l wait -d 'Wait for another influxcertd that is at work'
complete -c influxcertd -n '__fish_seen_subcommand_from rotate' -l now -d 'Replace a stolen root at once'
complete -c influxcertd -n '__fish_seen_subcommand_from plan' -l output -x -a 'text json diff' -d 'Form of the report'
complete -c influxcertd -n '__fish_seen_subcommand_from status history' -l output -x -a 'text json' -d 'Form of the report'
complete -c influxcertd -n '__fish_seen_subcommand_from show' -l output -x -a 'text json' -d 'Form of the report'
complete -c influxcertd -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from check show' -a check -d 'Check the configuration'
complete -c influxcertd -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from check show' -a show -d 'Show every value in force'
complete -c influxcertd -n '__fish_seen_subcommand_from clients' -a 'telegraf influx curl grafana prometheus kapacitor chronograf collectd python go java node csharp'
complete -c influxcertd -n '__fish_seen_subcommand_from clients' -l trust-anchor -d 'Print the certificates to trust'
complete -c influxcertd -n '__fish_seen_subcommand_from ca; and not __fish_seen_subcommand_from show export rotate' -a 'show export rotate'
complete -c influxcertd -n '__fish_seen_subcommand_from trust; and not __fish_seen_subcommand_from install remove' -a 'install remove'
complete -c influxcertd -n '__fish_seen_subcommand_from import' -F
