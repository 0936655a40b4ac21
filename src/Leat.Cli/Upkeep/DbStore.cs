using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;

namespace Leat.Cli.Upkeep;

/// <summary>The database that a <c>leat db</c> command works on: its argument, as in <c>mlflow db upgrade</c>, or the server's option.</summary>
internal sealed class DbStore
{
    private readonly Argument<string?> _argument = new("URI")
    {
        Description = "The store, as with --backend-store-uri.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Setting _option = new(
        "--backend-store-uri", "URI", "The store. Default: sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");

    public void AddTo(Command command)
    {
        command.Add(_argument);
        command.Add(_option);
    }

    /// <exception cref="UsageException">Both forms are given.</exception>
    public StoreUri UriOf(ParseResult result)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var given = result.GetValue(_argument);
        if (given is not null && reader.IsOnCommandLine(_option))
            throw new UsageException("Give the store once: as an argument or with --backend-store-uri.");
        var uri = StoreUri.Parse(given ?? reader.Text(_option) ?? ServerSettings.DefaultStore);
        StoreFile.RequireExisting(uri);
        if (StoreFile.LogBeside(uri) is { } log)
            result.InvocationConfiguration.Error.WriteLine(log);
        return uri;
    }
}
