using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Registry;

/// <summary>Looks up registered models and versions for writes.</summary>
internal static class RegistryState
{
    /// <summary>The number of a registered model.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such model.</exception>
    public static async ValueTask<long> GetModelAsync(SqlSession session, long workspace, string name) =>
        await FindModelAsync(session, workspace, name).ConfigureAwait(false) ?? throw RegistryRules.ModelNotFound(name);

    /// <summary>The number of a registered model, or null.</summary>
    public static async ValueTask<long?> FindModelAsync(SqlSession session, long workspace, string name) =>
        AsKey(await session.ScalarAsync("SELECT id FROM registered_models WHERE workspace = @p1 AND name = @p0", name, workspace).ConfigureAwait(false));

    /// <summary>The number of a version's row.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such version, or no such model.</exception>
    public static async ValueTask<long> GetVersionAsync(SqlSession session, long workspace, string name, long version) =>
        AsKey(await session.ScalarAsync(
            """
            SELECT v.id FROM model_versions v JOIN registered_models m ON m.id = v.registered_model
            WHERE m.workspace = @p2 AND m.name = @p0 AND v.version = @p1
            """,
            name,
            version,
            workspace).ConfigureAwait(false)) ?? throw RegistryRules.VersionNotFound(name, version);

    /// <summary>Refuses a name that another registered model has.</summary>
    /// <param name="transaction">Where it is looked up.</param>
    /// <param name="workspace">The number of the workspace.</param>
    /// <param name="name">The name.</param>
    /// <param name="isPrompt">Whether it is wanted for a prompt.</param>
    /// <param name="except">A model that may have it, or null.</param>
    public static async ValueTask CheckNameIsFreeAsync(WriteTransaction transaction, long workspace, string name, bool isPrompt, long? except)
    {
        if (await FindModelAsync(transaction.Session, workspace, name).ConfigureAwait(false) is { } owner && owner != except)
        {
            var takenByPrompt = await IsPromptAsync(transaction, owner).ConfigureAwait(false);
            throw RegistryRules.NameTaken(name, isPrompt, takenByPrompt);
        }
    }

    /// <summary>Whether a registered model is a prompt.</summary>
    public static async ValueTask<bool> IsPromptAsync(WriteTransaction transaction, long model) =>
        await transaction.FindNameAsync(PromptTags.IsPrompt).ConfigureAwait(false) is { } name
        && await transaction.Session.ScalarAsync(
            "SELECT value FROM registered_model_tags WHERE registered_model = @p0 AND name = @p1", model, name)
            .ConfigureAwait(false) is string value
        && PromptTags.MarkPrompt([new Tag(PromptTags.IsPrompt, value)]);

    private static long? AsKey(object? value) => value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
