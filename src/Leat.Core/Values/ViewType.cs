namespace Leat.Core;

/// <summary>Which lifecycle stages a search looks at. Numbers follow MLflow's protocol.</summary>
public enum ViewType
{
    /// <summary>Active ones.</summary>
    ActiveOnly = 1,

    /// <summary>Deleted ones.</summary>
    DeletedOnly = 2,

    /// <summary>Both.</summary>
    All = 3,
}

/// <summary>Wire forms of <see cref="ViewType"/>.</summary>
public static class ViewTypes
{
    private static readonly WireNames<ViewType> Names = new("ACTIVE_ONLY", "DELETED_ONLY", "ALL");

    /// <summary>The name on the wire, for example <c>ACTIVE_ONLY</c>.</summary>
    public static string WireName(this ViewType view) => Names[view];

    /// <summary>The view with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out ViewType view) => Names.TryParse(wireName, out view);

    /// <summary>The view with this wire name; active ones if there is none.</summary>
    public static ViewType OrActive(string? wireName) => TryParse(wireName, out var view) ? view : ViewType.ActiveOnly;
}
