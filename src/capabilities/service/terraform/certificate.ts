import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';

/** A certificate, and its validation by DNS. */
export interface CertificateResources {
  readonly certificate: AcmCertificate;
  readonly certificateValidationRecord: Route53Record;
  readonly certificateValidation: AcmCertificateValidation;
}

export function renderCertificate(
  owner: CapabilityConstruct,
  domainName: string,
  zoneId: string,
): CertificateResources {
  const certificate = owner._slot(
    'certificate',
    new AcmCertificate(owner, 'Certificate', {
      domainName,
      validationMethod: 'DNS',
      // A listener needs one at any time.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  const certificateValidationRecord = renderRecord(owner, certificate, zoneId);
  const certificateValidation = owner._slot(
    'certificateValidation',
    new AcmCertificateValidation(owner, 'CertificateValidation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: [certificateValidationRecord.fqdn],
    }),
  );
  return { certificate, certificateValidationRecord, certificateValidation };
}

/** The DNS record that proves to ACM whose domain it is. */
function renderRecord(owner: CapabilityConstruct, certificate: AcmCertificate, zoneId: string): Route53Record {
  const challenge = certificate.domainValidationOptions.get(0);
  return owner._slot(
    'certificateValidationRecord',
    new Route53Record(owner, 'CertificateValidationRecord', {
      zoneId,
      name: challenge.resourceRecordName,
      type: challenge.resourceRecordType,
      records: [challenge.resourceRecordValue],
      ttl: 60,
      // The same name in another region, or a successor that is made first, has the same record.
      allowOverwrite: true,
    }),
  );
}
