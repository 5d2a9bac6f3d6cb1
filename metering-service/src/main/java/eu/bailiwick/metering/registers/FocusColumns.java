package eu.bailiwick.metering.registers;

import static eu.bailiwick.metering.registers.Table.Column.empty;
import static eu.bailiwick.metering.registers.Table.Column.known;

import java.util.List;

/**
 * Columns of FOCUS 1.2, all mandatory ones among them, and ours with {@code x_}. What things cost,
 * and who bills them, is nothing that traffic tells.
 */
final class FocusColumns {

  static final List<Table.Column> COLUMNS =
      List.of(
          empty("BilledCost"),
          known("BillingAccountId"),
          known("BillingAccountName"),
          empty("BillingCurrency"),
          empty("BillingPeriodEnd"),
          empty("BillingPeriodStart"),
          known("ChargeCategory"),
          empty("ChargeClass"),
          known("ChargeDescription"),
          known("ChargePeriodEnd"),
          known("ChargePeriodStart"),
          known("ConsumedQuantity"),
          known("ConsumedUnit"),
          empty("ContractedCost"),
          empty("EffectiveCost"),
          empty("InvoiceIssuerName"),
          empty("ListCost"),
          empty("PricingQuantity"),
          empty("PricingUnit"),
          known("ProviderName"),
          empty("PublisherName"),
          known("RegionId"),
          known("RegionName"),
          known("ResourceId"),
          known("ServiceCategory"),
          known("ServiceName"),
          known("SkuMeter"),
          known("SubAccountId"),
          known("SubAccountName"),
          known("x_Version"),
          known("x_Operator"),
          known("x_Attempts"),
          known("x_AttemptsWithMissingUsage"));

  private FocusColumns() {}
}
