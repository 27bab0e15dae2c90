using InfluxCertd.Configuration;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Quartz;
using Serilog;

namespace InfluxCertd.Hosting;

/// <summary>The long-running process: a host with Quartz as its alarm clock and systemd as its supervisor.</summary>
static class Daemon
{
    /// <summary>Never the first to give up: systemd's TimeoutStopSec= ends a stop, and work under way asks it for more.</summary>
    static readonly TimeSpan ShutdownTimeout = TimeSpan.FromHours(1);

    /// <summary>
    /// Quartz wakes at least this often to compare its triggers with the wall clock: a clock step or a suspend
    /// delays a check by no more.
    /// </summary>
    static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(HostPaths paths, string configPath, LoadResult loaded, CancellationToken cancellation)
    {
        // The empty builder: the default one watches the whole file system from systemd's working directory "/".
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "influxcertd" });
        var services = builder.Services;
        var log = LogSetup.ForDaemon(loaded.Settings!.Daemon.Level);
        builder.Logging.ClearProviders().AddSerilog(log);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new EventLog(log));
        services.AddSingleton(paths);
        services.AddSingleton(provider => new Composition(paths, provider.GetRequiredService<EventLog>(), TimeProvider.System));
        services.AddSingleton(provider => new CurrentConfiguration(paths.Root, configPath, loaded, provider.GetRequiredService<EventLog>()));
        services.AddSingleton<ServiceNotifier>();
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<SourceWatcher>();
        services.AddSingleton<ReconcileLoop>();
        AddSystemd(services);
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 1);
            quartz.ConfigureOptions<QuartzSchedulerOptions>(options => options.IdleWaitTime = LongestSleep);
            quartz.AddReconciliation();
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<ReloadOnHangup>();
        services.AddHostedService<Watchdog>();
        using var host = builder.Build();
        var events = host.Services.GetRequiredService<EventLog>();
        events.Write(EventKind.DaemonStarted, $"influxcertd {BuildInfo.Version} has started");
        await host.RunAsync(cancellation);
        events.Write(EventKind.DaemonStopping, "influxcertd is stopping");
        return Environment.ExitCode;
    }

    /// <summary>
    /// AddSystemd() decides by the parent's name, which ProtectProc=invisible hides from a service that is not root
    /// (dotnet/runtime#125368), so the socket decides.
    /// </summary>
    static void AddSystemd(IServiceCollection services)
    {
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
        {
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
    }
}
