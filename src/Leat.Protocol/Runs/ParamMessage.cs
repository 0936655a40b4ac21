using Leat.Core;

namespace Leat.Protocol;

/// <summary>A param of a run.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record ParamMessage(string? Key, string? Value)
{
    internal static ParamMessage Decode(WireFields fields) => new(fields.GetString("key"), fields.GetString("value"));

    public static ParamMessage From(Param param) => new(param.Key, param.Value);

    /// <summary>The param; what is missing is empty.</summary>
    public Param ToEntity() => new(Key ?? "", Value ?? "");
}
