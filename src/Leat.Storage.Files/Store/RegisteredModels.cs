using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Files;

/// <summary>Reads registered models from a store, whole.</summary>
internal static class RegisteredModels
{
    /// <summary>A registered model with all its versions. The highest number that was given is not known.</summary>
    public static async Task<BulkRegisteredModel> ReadAsync(IRegistryStore registry, string name, CancellationToken cancellationToken)
    {
        var model = await registry.GetRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false);
        var quote = name.Contains('\'') ? '"' : '\'';
        var query = new ModelVersionQuery
        {
            Filter = ModelVersionSearch.ParseFilter(PromptTags.MarkPrompt(model.Tags)
                ? $"name = {quote}{name}{quote} AND tags.`{PromptTags.IsPrompt}` = 'true'"
                : $"name = {quote}{name}{quote}"),
        };
        var versions = new List<ModelVersion>();
        do
        {
            var page = await registry.SearchModelVersionsAsync(query, cancellationToken).ConfigureAwait(false);
            versions.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        versions.Sort(static (a, b) => a.Version.CompareTo(b.Version));
        return new BulkRegisteredModel(model, versions, versions.Count > 0 ? versions[^1].Version : 0);
    }
}
