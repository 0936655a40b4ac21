using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Tracked;

/// <summary>MLflow's option for deleted things.</summary>
internal sealed class ViewOption
{
    public Setting Option { get; } = new("--view", "VIEW", "active_only, deleted_only or all. Default: active_only", shortForm: "-v");

    /// <exception cref="UsageException">None of these.</exception>
    public ViewType Of(SettingReader reader) => reader.Text(Option)?.ToLowerInvariant() switch
    {
        null or "active_only" => ViewType.ActiveOnly,
        "deleted_only" => ViewType.DeletedOnly,
        "all" => ViewType.All,
        var other => throw new UsageException($"Invalid value for --view: '{other}' is none of active_only, deleted_only and all."),
    };
}
