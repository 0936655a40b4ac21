namespace Leat.Transfer.TensorBoard;

/// <summary>How the value of a field is written: the lowest three bits of its key, above which its number stands.</summary>
internal static class WireType
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint Bytes = 2;
    public const uint Fixed32 = 5;
    public const uint Mask = 7;

    /// <summary>The lowest key: no field has the number 0.</summary>
    public const uint FirstKey = 1 << 3;
}
