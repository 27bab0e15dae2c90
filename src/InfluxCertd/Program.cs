using InfluxCertd.Commands;

// influxcertd turns on HTTPS for InfluxDB 1.x and keeps it on: as a daemon (run) and as a tool that a person types.
return await CommandLine.InvokeAsync(args);
