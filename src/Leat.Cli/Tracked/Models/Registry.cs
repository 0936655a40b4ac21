using System.Globalization;
using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Cli.Tracked.Models;

/// <summary>What commands on registered models share.</summary>
internal static class Registry
{
    private const int PageSize = 1_000;

    /// <exception cref="LeatException">The store has no registry.</exception>
    public static IRegistryStore Of(TrackedCall call) =>
        call.Client.Store.Features.Registry ?? throw new LeatException(ErrorCode.NotImplemented, "This store has no registered models.");

    /// <summary>The registered models that match, by name; prompts are not among them.</summary>
    public static async IAsyncEnumerable<RegisteredModel> SearchAsync(TrackedCall call, string? filter)
    {
        var query = new RegisteredModelQuery { Filter = RegisteredModelSearch.ParseFilter(filter), MaxResults = PageSize };
        do
        {
            var page = await Of(call).SearchRegisteredModelsAsync(query, call.Cancellation);
            foreach (var model in page.Items.Where(model => !PromptTags.MarkPrompt(model.Tags)))
                yield return model;
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
    }

    /// <exception cref="UsageException">Not a version's number.</exception>
    public static long VersionOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
        ? version
        : throw new UsageException($"Invalid value for VERSION: '{text}' is not the number of a version.");

    /// <summary>Finds the model, so that a mistyped name gets a suggestion.</summary>
    public static async Task<RegisteredModel> FindAsync(TrackedCall call, string name)
    {
        try
        {
            return await Of(call).GetRegisteredModelAsync(name, call.Cancellation);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            var names = await SearchAsync(call, null).Take(PageSize).Select(model => model.Name).ToListAsync(call.Cancellation);
            var similar = Suggestions.For(name, names);
            throw LeatException.DoesNotExist(
                $"There is no registered model '{name}'{(similar is null ? ": 'leat models list' shows all." : $". Did you mean '{similar}'?")}");
        }
    }
}
