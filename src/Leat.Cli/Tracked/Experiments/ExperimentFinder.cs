using Leat.Cli.CommandLine;
using Leat.Client;
using Leat.Core;

namespace Leat.Cli.Tracked.Experiments;

/// <summary>Finds an experiment by what people type.</summary>
internal static class ExperimentFinder
{
    private const int MostNames = 1_000;

    /// <summary>The experiment with this id, else with this name, deleted or not.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: neither; the message suggests a similar name.</exception>
    public static async Task<Experiment> FindAsync(LeatClient client, string idOrName, CancellationToken cancellationToken)
    {
        if (idOrName.All(char.IsAsciiDigit) && await FindByIdAsync(client, idOrName, cancellationToken) is { } byId)
            return byId;
        return await client.FindExperimentByNameAsync(idOrName, cancellationToken)
            ?? throw LeatException.DoesNotExist(await MissingAsync(client, idOrName, cancellationToken));
    }

    private static async Task<Experiment?> FindByIdAsync(LeatClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetExperimentAsync(id, cancellationToken);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    private static async Task<string> MissingAsync(LeatClient client, string name, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var experiment in client.SearchExperimentsAsync(view: ViewType.All, cancellationToken: cancellationToken))
        {
            names.Add(experiment.Name);
            if (names.Count == MostNames)
                break;
        }

        var similar = Suggestions.For(name, names);
        return similar is null
            ? $"There is no experiment with the id or name '{name}': 'leat experiments list' shows all."
            : $"There is no experiment with the id or name '{name}'. Did you mean '{similar}'?";
    }
}
