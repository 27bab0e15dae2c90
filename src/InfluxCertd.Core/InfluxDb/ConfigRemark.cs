namespace InfluxCertd.Core.InfluxDb;

/// <summary>Something in a readable influxdb.conf that surely does not do what was meant; line and column count from 1.</summary>
public sealed record ConfigRemark(int Line, int Column, string Message);
