using System.CommandLine;
using InfluxCertd.Configuration;

namespace InfluxCertd.Commands;

/// <summary>The options that every verb takes.</summary>
sealed class CommonOptions
{
    public Option<string> Config { get; } = new("--config")
    {
        Description = "The configuration file; FILE.d/*.toml beside it override it",
        HelpName = "FILE",
        DefaultValueFactory = _ => SettingsLoader.DefaultPath,
        Recursive = true,
    };

    public Option<string> Root { get; } = new("--root")
    {
        Description = "Prepare the files of another root directory, without systemd and without connecting",
        HelpName = "DIR",
        DefaultValueFactory = _ => "/",
        Recursive = true,
    };
}
