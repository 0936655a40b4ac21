using Leat.Core;

namespace Leat.Protocol;

/// <summary>Wire forms of <see cref="ViewType"/>.</summary>
public static class ViewTypes
{
    private static readonly string[] WireNames = ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"];

    /// <summary>The name on the wire, for example <c>ACTIVE_ONLY</c>.</summary>
    public static string WireName(this ViewType view) => WireNames[(int)view - 1];

    /// <summary>The view with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out ViewType view)
    {
        var index = Array.IndexOf(WireNames, wireName);
        view = (ViewType)(index + 1);
        return index >= 0;
    }

    /// <summary>The view of a decoded request; active ones by default.</summary>
    internal static ViewType OrActive(string? wireName) => TryParse(wireName, out var view) ? view : ViewType.ActiveOnly;
}
