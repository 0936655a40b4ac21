namespace Leat.Storage.Sql.Syntax;

/// <summary><c>@p0</c>, <c>@p1</c>, …: built once.</summary>
internal static class ParameterNames
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 64).Select(i => $"@p{i}")];

    public static string Of(int index) => index < Known.Length ? Known[index] : $"@p{index}";
}
