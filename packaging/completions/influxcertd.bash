# bash completion for influxcertd(8)

_influxcertd() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} word verb='' words='' i
    COMPREPLY=()
    case $previous in
        --config)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            compopt -o filenames
            return
            ;;
        --root)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            compopt -o filenames
            return
            ;;
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case ${COMP_WORDS[i - 1]} in --config | --root | --output) continue ;; esac
        case $word in
            -*) ;;
            *) verb="${verb:+$verb }$word" ;;
        esac
    done
    if [[ $previous == --output ]]; then
        case $verb in
            plan) words='text json diff' ;;
            status | history | 'config show' | 'ca show') words='text json' ;;
        esac
    else
        case $verb in
            '') words='run apply plan renew rollback disable status history verify clients csr import ca trust config --version' ;;
            config) words='check show' ;;
            ca) words='show export rotate' ;;
            trust) words='install remove' ;;
            import)
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
                compopt -o filenames
                return
                ;;
            apply | renew | rollback | disable) words='--wait' ;;
            'ca rotate') words='--now --wait' ;;
            plan | status | history | 'config show' | 'ca show') words='--output' ;;
            clients) words='telegraf influx curl grafana prometheus kapacitor chronograf collectd python go java node csharp --trust-anchor' ;;
        esac
        words+=' --config --root --help'
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _influxcertd influxcertd
