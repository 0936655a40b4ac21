using Leat.Cli.CommandLine;

namespace Leat.Cli.Output;

/// <summary>The option <c>--output</c>.</summary>
internal sealed class OutputOption
{
    public Setting Option { get; } = new("--output", "FORM", "table, plain (values with tabs between them), csv or json. Default: table");

    /// <exception cref="UsageException">None of the forms.</exception>
    public OutputForm Of(SettingReader reader) => (reader.Text(Option) ?? "table") switch
    {
        "table" => OutputForm.Table,
        "plain" => OutputForm.Plain,
        "csv" => OutputForm.Csv,
        "json" => OutputForm.Json,
        var other => throw new UsageException($"Invalid value for --output: '{other}' is none of table, plain, csv and json."),
    };
}
