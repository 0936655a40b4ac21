using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Upkeep;

/// <summary><c>leat db …</c>: upkeep of a database.</summary>
internal sealed class DbCommand : Command, IExamples
{
    public DbCommand()
        : base("db", "Upgrades, checks and compacts the database; safe while servers run.")
    {
        Add(new DbUpgradeCommand());
        Add(new DbCheckCommand());
        Add(new DbCompactCommand());
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat db upgrade --dry-run",
        "leat db check",
        "leat db compact --backend-store-uri sqlite:////var/lib/leat/leat.db",
    ];
}
